/** Name that the standard demands of the file inside the PDF. */
export const ATTACHMENT_NAME = 'factur-x.xml'

const NAMESPACE = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#'

const PROPERTIES = [
  ['DocumentFileName', 'The name of the embedded XML document'],
  ['DocumentType', 'The type of the hybrid document in capital letters, e.g. INVOICE or ORDER'],
  ['Version', 'The actual version of the standard applying to the embedded XML document'],
  ['ConformanceLevel', 'The conformance level of the embedded XML document'],
] as const

const EXTENSION = 'xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
const SCHEMAS = '<pdfaExtension:schemas><rdf:Bag>'
const SCHEMAS_END = '</rdf:Bag></pdfaExtension:schemas>'

/**
 * The XMP packet of a PDF/A-3 with what Factur-X adds: its four statements, and the schema that lets PDF/A know its words. A
 * packet that describes other schemas already keeps them, in one list: a property stands once in XMP.
 *
 * @throws RangeError when this is no XMP packet
 * @see Factur-X 1.09, chapter 6.2.2; ISO 19005-3, 6.6.2.3 (extension schemas)
 */
export function withFacturX(packet: string): string {
  const end = packet.lastIndexOf('</rdf:RDF>')
  if (end === -1) throw new RangeError('expected an XMP packet with rdf:RDF')
  const known = packet.includes(SCHEMAS)
  const described = known ? packet.replace(SCHEMAS, `${SCHEMAS}${schema()}`) : packet
  const added = known ? statements() : `${statements()}\n${description(`${SCHEMAS}${schema()}${SCHEMAS_END}`)}`
  return described.replace('</rdf:RDF>', () => `${added}\n</rdf:RDF>`)
}

function statements(): string {
  return `<rdf:Description rdf:about="" xmlns:fx="${NAMESPACE}">
<fx:DocumentType>INVOICE</fx:DocumentType>
<fx:DocumentFileName>${ATTACHMENT_NAME}</fx:DocumentFileName>
<fx:Version>1.0</fx:Version>
<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>
</rdf:Description>`
}

function description(content: string): string {
  return `<rdf:Description rdf:about="" ${EXTENSION} xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">${content}</rdf:Description>`
}

function schema(): string {
  return `<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>${NAMESPACE}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>fx</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>
${PROPERTIES.map(property).join('\n')}
</rdf:Seq></pdfaSchema:property>
</rdf:li>`
}

function property([name, description]: readonly [string, string]): string {
  return `<rdf:li rdf:parseType="Resource"><pdfaProperty:name>${name}</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>${description}</pdfaProperty:description></rdf:li>`
}
