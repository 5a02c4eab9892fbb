import { expect, test } from 'vitest'
import { deliveryReports, statusIn } from './fields.ts'
import { meaningOf } from './meaning.ts'

// The example of RFC 3464, appendix E.1.
const OF_THE_RFC = `Reporting-MTA: dns; cs.utk.edu

Original-Recipient: rfc822;louisl@larry.slip.umd.edu
Final-Recipient: rfc822;louisl@larry.slip.umd.edu
Action: failed
Status: 4.0.0
Diagnostic-Code: smtp; 426 connection timed out
Last-Attempt-Date: Thu, 7 Jul 1994 17:15:49 -0400
`

test('deliveryReports(body) reads the example of RFC 3464', () => {
  expect(deliveryReports(OF_THE_RFC)).toEqual([
    { recipient: 'louisl@larry.slip.umd.edu', action: 'failed', status: '4.0.0' },
  ])
})

test('several recipients, folded lines, other capitals and line ends', () => {
  const body =
    'reporting-mta: dns; mx.example\r\n\r\nFINAL-RECIPIENT: RFC822; <a@b.example>\r\nAction: Failed\r\nStatus: 5.0.0\r\nDiagnostic-Code: smtp;\r\n 550 5.1.1 User unknown\r\n\r\nFinal-Recipient: rfc822; c@b.example\r\nAction: delayed\r\nStatus: 4.2.2 (full)\r\n'
  expect(deliveryReports(body)).toEqual([
    { recipient: 'a@b.example', action: 'failed', status: '5.1.1' },
    { recipient: 'c@b.example', action: 'delayed', status: '4.2.2' },
  ])
})

test('what is no report gives none; an address in numbers is no code', () => {
  expect(deliveryReports('Bonjour,\n\nJe suis absente.')).toEqual([])
  expect(deliveryReports('')).toEqual([])
  expect(statusIn('550 refused by 192.5.1.12')).toBeUndefined()
  expect(statusIn('550-5.7.1 [5.1.1.7] rejected')).toBe('5.7.1')
})

test.each([
  ['5.1.1', 'unknown-address', true],
  ['5.1.2', 'unknown-domain', true],
  ['5.1.10', 'unknown-domain', true],
  ['5.2.1', 'closed', true],
  ['5.2.2', 'full', false],
  ['4.1.1', 'unknown-address', false],
  ['5.3.4', 'too-large', false],
  ['4.4.1', 'unreachable', false],
  ['5.7.1', 'refused', false],
  ['5.0.0', 'other', false],
])('meaningOf(%j) follows RFC 3463', (status, reason, isForGood) => {
  expect(meaningOf(status)).toEqual({ reason, isForGood })
})

test('meaningOf(status) refuses what is no code', () => {
  expect(() => meaningOf('550')).toThrow(RangeError)
})
