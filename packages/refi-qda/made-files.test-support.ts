import { strToU8, zipSync } from 'fflate'
import { bytesSource } from '#packages/intake/source.ts'

/** Guids of tests: the number, padded. */
export const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** A project's archive as another program would have packed it. */
export function archived(files: Record<string, string | Uint8Array>) {
  const packed = Object.entries(files).map(([name, content]) => [
    name,
    typeof content === 'string' ? strToU8(content) : content,
  ])
  return bytesSource('study.qdpx', zipSync(Object.fromEntries(packed)))
}

/** As QualCoder lays a project out: texts as files, excerpts named by what they quote, guids in upper case. */
export const QUALCODER = `<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" creatingUserGUID="${id(1)}" creationDateTime="2026-03-02T10:00:00Z" name="Interviews" origin="QualCoder 3.5" xsi:schemaLocation="urn:QDA-XML:project:1.0 http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd">
<Users>
<User guid="${id(1).toUpperCase()}" name="Marie"/>
</Users>
<CodeBook>
<Codes>
<Code guid="${id(10)}" name="Voisinage" isCodable="false">
<Code guid="${id(11)}" name="Entraide" color="#5CACC4" isCodable="true">
<Description>Un service rendu &amp; sans contrepartie</Description>
</Code>
<Code guid="${id(12)}" name="Bruit" color="#f00" isCodable="true"/>
</Code>
</Codes>
</CodeBook>
<Variables>
<Variable guid="${id(20)}" name="Age" typeOfVariable="Integer"><Description>Années</Description></Variable>
<Variable guid="${id(21)}" name="Sexe" typeOfVariable="Text"/>
</Variables>
<Cases>
<Case guid="${id(30)}" name="Entretien 1">
<VariableValue><VariableRef targetGUID="${id(20)}"/><IntegerValue>67</IntegerValue></VariableValue>
<VariableValue><VariableRef targetGUID="${id(21)}"/><TextValue/></VariableValue>
<SourceRef targetGUID="${id(40)}"/>
</Case>
</Cases>
<Sources>
<TextSource plainTextPath="internal://${id(41)}.txt" creatingUser="${id(1)}" creationDateTime="2026-03-02T10:05:00Z" guid="${id(40)}" name="entretien1.txt">
<PlainTextSelection guid="${id(50)}" startPosition="5" endPosition="22" name="La voisine m'aide" creatingUser="${id(1)}" creationDateTime="2026-03-02T10:06:00Z">
<Description>Ton enjoué</Description>
<Coding guid="${id(60)}" creatingUser="${id(1)}"><CodeRef targetGUID="${id(11).toUpperCase()}"/></Coding>
<NoteRef targetGUID="${id(70)}"/>
</PlainTextSelection>
<VariableValue><VariableRef targetGUID="${id(20)}"/><IntegerValue>67</IntegerValue></VariableValue>
</TextSource>
</Sources>
<Notes>
<Note guid="${id(70)}" creatingUser="${id(1)}" name="Mémo"><PlainTextContent>À revoir avec Paul.</PlainTextContent></Note>
</Notes>
</Project>`

export const qualcoder = () =>
  archived({ 'project.qde': QUALCODER, [`Sources/${id(41)}.txt`]: "\ufeffQ. ?\nLa voisine m'aide.\n" })

/** As NVivo lays one out: a laid-out copy of each text, positions in UTF-16 units with both characters of a line end. */
export const NVIVO_TEXT = 'Bonjour 👋\r\nLe bruit du soir me pèse.\r\nFin.'
const heard = NVIVO_TEXT.indexOf('Le bruit')
export const NVIVO = `<?xml version="1.0" encoding="utf-8"?>
<q:Project xmlns:q="urn:QDA-XML:project:1.0" name="Study" origin="NVivo 14">
<q:CodeBook><q:Codes><q:Code guid="{${id(11).toUpperCase()}}" name="Noise" isCodable="true"/></q:Codes></q:CodeBook>
<q:Sources>
<q:TextSource guid="${id(40)}" name="One" richTextPath="internal://${id(40)}.docx" plainTextPath="internal://${id(40)}.txt">
<q:PlainTextSelection guid="${id(50)}" name="Le bruit du soir…" startPosition="${heard}" endPosition="${heard + 25}"><q:Coding guid="${id(60)}"><q:CodeRef targetGUID="${id(11)}"/></q:Coding></q:PlainTextSelection>
<q:PlainTextSelection guid="${id(51)}" name="gone" startPosition="900" endPosition="910"/>
</q:TextSource>
<q:PictureSource guid="${id(42)}" name="Hall" path="internal://${id(42)}.jpg"><q:PictureSelection guid="${id(52)}" firstX="1" firstY="2" secondX="30" secondY="40"/></q:PictureSource>
<q:VideoSource guid="${id(43)}" name="Walk" path="relative:///walk.mp4"/>
</q:Sources>
<q:Graphs><q:Graph guid="${id(90)}"/></q:Graphs>
</q:Project>`

export const nvivo = () =>
  archived({
    'project.qde': NVIVO,
    [`sources/${id(40)}.txt`]: NVIVO_TEXT,
    [`sources/${id(40)}.docx`]: 'laid out',
    [`sources/${id(42)}.jpg`]: 'a picture',
  })
