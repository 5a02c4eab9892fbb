import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COLUMNS, type JournalDocument, journalLines } from './entries.ts'

const customer = { name: 'Bailleur inventé', siren: '552081317' }
const W2: JournalDocument = {
  kind: 'invoice',
  number: 'FA-2026-0001',
  issuedOn: '2026-09-01',
  customer,
  groups: [
    { baseCents: 9_500_00, vatCents: 1_900_00 },
    { baseCents: 3_000_00, vatCents: 0 },
  ],
}

const cents = (text: string) => Number(text.replace(',', ''))

test('an invoice with exempt training is four lines: customer, service, tax, service without tax', () => {
  const lines = journalLines([W2], [])
  expect(lines.map((line) => [line.CompteNum, line.Debit, line.Credit])).toEqual([
    ['411000', '14400,00', '0,00'],
    ['706000', '0,00', '9500,00'],
    ['445710', '0,00', '1900,00'],
    ['706100', '0,00', '3000,00'],
  ])
  expect(lines[0]).toMatchObject({ EcritureNum: '1', EcritureDate: '20260901', CompAuxNum: 'C552081317' })
  expect(Object.keys(lines[0] ?? {})).toEqual([...COLUMNS])
})

test('a credit note is the invoice the other way round, and entries are numbered by day', () => {
  const paid = {
    number: W2.number,
    issuedOn: W2.issuedOn,
    receivedOn: '2026-09-20',
    cents: 14_400_00,
    penaltyCents: 0,
    customer,
  }
  const lines = journalLines(
    [{ ...W2, kind: 'credit-note', number: 'FA-2026-0002', issuedOn: '2026-10-01' }, W2],
    [paid],
  )
  expect(lines.map(({ EcritureNum }) => EcritureNum)).toEqual(['1', '1', '1', '1', '2', '2', '3', '3', '3', '3'])
  expect(lines[6]).toMatchObject({
    CompteNum: '411000',
    Credit: '14400,00',
    EcritureLib: 'Avoir FA-2026-0002 Bailleur inventé',
  })
})

test('penalties have their own account, and what is paid back is the payment the other way round', () => {
  const about = { number: W2.number, issuedOn: W2.issuedOn, receivedOn: '2026-12-20', customer }
  const lines = journalLines([], [{ ...about, cents: 14_400_00, penaltyCents: 219_75 }])
  expect(lines.map((line) => [line.CompteNum, line.Debit, line.Credit])).toEqual([
    ['512000', '14619,75', '0,00'],
    ['411000', '0,00', '14400,00'],
    ['763100', '0,00', '219,75'],
  ])
  const back = journalLines([], [{ ...about, cents: -2_400_00, penaltyCents: 0 }])
  expect(back.map((line) => [line.CompteNum, line.Debit, line.Credit])).toEqual([
    ['512000', '0,00', '2400,00'],
    ['411000', '2400,00', '0,00'],
  ])
  expect(back[0]?.EcritureLib).toBe('Remboursement FA-2026-0001 Bailleur inventé')
})

test('every entry is balanced, whatever the amounts', () => {
  const group = fc.record({ baseCents: fc.nat(1e9), vatCents: fc.nat(1e9) })
  const document = fc.record({
    kind: fc.constantFrom('invoice' as const, 'credit-note' as const),
    number: fc.string(),
    issuedOn: fc.constantFrom('2026-01-01', '2026-02-01'),
    customer: fc.constant(customer),
    groups: fc.array(group),
  })
  fc.assert(
    fc.property(fc.array(document), (documents) => {
      const sums = new Map<string, number>()
      for (const { EcritureNum, Debit, Credit } of journalLines(documents, []))
        sums.set(EcritureNum, (sums.get(EcritureNum) ?? 0) + cents(Debit) - cents(Credit))
      expect([...sums.values()].every((sum) => sum === 0)).toBe(true)
    }),
  )
})

test('an amount that is no whole number of cents is refused', () => {
  const broken = { ...W2, groups: [{ baseCents: 0.5, vatCents: 0 }] }
  expect(() => journalLines([broken], [])).toThrow(RangeError)
})
