import { describe, expect, test } from 'vitest'
import { element, parseXml, writeXml, XmlError } from './xml-tree.ts'

describe('parseXml', () => {
  test('reads elements without their prefix, attributes, text and CDATA', () => {
    const read = parseXml('<a:set x="1 &lt; 2"><b>un &amp; deux<![CDATA[ <trois>]]></b><b/></a:set>', 5)
    expect(read).toEqual({
      name: 'set',
      attributes: { x: '1 < 2' },
      text: '',
      children: [
        { name: 'b', attributes: {}, children: [], text: 'un & deux <trois>' },
        { name: 'b', attributes: {}, children: [], text: '' },
      ],
    })
  })

  test.each([
    ['not-well-formed', 2, '<a>\n<b></a>'],
    ['not-well-formed', 1, ''],
    ['not-well-formed', 1, '<a>&unknown;</a>'],
    ['doctype', 1, '<!DOCTYPE a [<!ENTITY e "eee">]><a>&e;</a>'],
    ['too-deep', 1, '<a>'.repeat(6)],
  ])('refuses what is %s, with its line', (code, line, text) => {
    const refusal = refusalOf(text)
    expect(refusal).toBeInstanceOf(XmlError)
    expect(refusal).toMatchObject({ code, line })
  })
})

describe('writeXml', () => {
  test('what is undefined is left out, lists within lists stand in a row, and what is empty closes itself', () => {
    const b = element('b', { y: true, z: undefined })
    expect(writeXml(element('a', { x: 2 }, [undefined, [b, [b]]]))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<a x="2">\n <b y="true"/>\n <b y="true"/>\n</a>\n',
    )
  })

  test.each(['&<>"\'', 'une\nautre\r\nligne\t!', ' espaces ', '𝒳 é', ''])('what is written comes back: %j', (words) => {
    const read = parseXml(writeXml(element('a', { said: words }, words)), 2)
    expect(read).toEqual({ name: 'a', attributes: { said: words }, children: [], text: words })
  })

  test('what XML cannot hold is left out', () => {
    const read = parseXml(writeXml(element('a', {}, 'a\u0000b\u000bc\ufffed\ud800e')), 2)
    expect(read.text).toBe('abcd\ufffde')
  })
})

function refusalOf(text: string): unknown {
  try {
    return parseXml(text, 5)
  } catch (error) {
    return error
  }
}
