import { plot } from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import type { ChartNode } from './chart-data.ts'

// Wide enough for labels, narrow enough that on a phone its 16 px letters stay at 12.
const WIDTH = 480

// Styles, for the policy; Plot's labels of its groups (« bar », « rule »), for who listens to the picture.
const LEFT_OUT = /^(style|xmlns.*|aria-.*)$/

/**
 * Draws with Observable Plot on the server and gives the picture as plain data. Style elements and attributes are
 * left out, for the pages' security policy forbids them; css/chart.css says the same.
 */
export function draw(options: Parameters<typeof plot>[0]): ChartNode {
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const svg = plot({ width: WIDTH, document, ...options })
  return nodeOf(svg) ?? ''
}

function nodeOf(node: Node): ChartNode | null {
  if (node.nodeType === node.TEXT_NODE) return node.nodeValue ?? ''
  if (!isElement(node) || node.localName === 'style') return null
  const kept = [...node.attributes].filter(({ name }) => !LEFT_OUT.test(name))
  const attributes = Object.fromEntries(kept.map(({ name, value }) => [name, value]))
  const children = [...node.childNodes].map(nodeOf).filter((child) => child !== null)
  return { tag: node.localName, attributes, children }
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE
}

/** The palette on paper, for documents: there are no stylesheets in a PDF. */
const PRINTED: Record<string, string> = {
  '--chart-1': '#17505e',
  '--chart-2': '#b5701a',
  '--chart-3': '#9c3f5b',
  '--chart-4': '#56752f',
  '--chart-5': '#6b5aa0',
  '--chart-soft': '#a8c4c4',
  '--ink': '#22262c',
  '--rule': '#ddd2bd',
}

/** The picture as the text of an SVG file, to be set into a document. */
export function svgText(picture: ChartNode): string {
  if (typeof picture === 'string') return escaped(picture)
  const { tag, attributes, children } = picture
  const own = Object.entries(tag === 'svg' ? { xmlns: 'http://www.w3.org/2000/svg', ...attributes } : attributes)
  const written = own.map(([name, value]) => ` ${name}="${escaped(onPaper(value))}"`).join('')
  return `<${tag}${written}>${children.map(svgText).join('')}</${tag}>`
}

function onPaper(value: string) {
  return value.replace(/var\((--[a-z0-9-]+)\)/g, (whole, token: string) => PRINTED[token] ?? whole)
}

function escaped(text: string) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
