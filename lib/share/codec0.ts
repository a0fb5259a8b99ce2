/** Codec 0, of the time before the schema had settled: canonical JSON. It is read for ever, and written no more. */
export function readContent0(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content))
  } catch {
    return undefined
  }
}
