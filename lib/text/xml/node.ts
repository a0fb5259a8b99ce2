/** XML as a tree in which every element knows where it stands in the text, so that a text can be changed in one place alone. */

export interface XmlAttribute {
  readonly name: string
  readonly value: string
}

export interface XmlElement {
  readonly name: string
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly XmlElement[]
  /** Its own character data in one piece, references resolved once, that of its children left out. */
  readonly text: string
  /** From the first sign of its start tag to behind its end tag. */
  readonly start: number
  readonly end: number
  /** What lies between its tags; both ends are `end` where there is one tag only. */
  readonly innerStart: number
  readonly innerEnd: number
  /** Line of its start tag, from 1. */
  readonly line: number
}
