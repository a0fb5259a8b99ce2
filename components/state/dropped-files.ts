/**
 * What was dropped, folders opened: the files below them are called by their paths, so that those of several machines stay
 * apart. Names that begin with a dot are left out, as in the terminal.
 */

/** Deeper than any folder of configurations; whatever loops ends here. */
const mostFolders = 500

/** To be called while the drop is handled: afterwards the browser tells nothing any more. */
export function takeDropped(transfer: Pick<DataTransfer, 'files' | 'items'> | null): Promise<readonly File[]> {
  const files = [...(transfer?.files ?? [])]
  const entries = [...(transfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry?.() ?? [])
  return entries.some(isFolder) ? filesBelow(entries) : Promise.resolve(files)
}

async function filesBelow(entries: readonly FileSystemEntry[]): Promise<readonly File[]> {
  // One more than are taken is enough to be told that these are too many.
  const { mostFiles } = await import('@/lib/import/open-given')
  const found: File[] = []
  const waiting = [...entries]
  for (let opened = 0; waiting.length > 0 && found.length <= mostFiles; ) {
    const entry = waiting.shift()
    if (entry === undefined || entry.name.startsWith('.')) continue
    if (isFolder(entry)) {
      if (++opened > mostFolders) break
      waiting.push(...(await childrenOf(entry, mostFiles)))
    } else if (isFile(entry)) {
      const file = await fileOf(entry)
      if (file !== undefined) found.push(new File([file], entry.fullPath.replace(/^\//, ''), { type: file.type }))
    }
  }
  return found
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

/** The browser tells a hundred at a time, and nothing once it has told all. What it may not open is left out. */
async function childrenOf(folder: FileSystemDirectoryEntry, most: number): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  while (all.length <= most) {
    const some = await new Promise<readonly FileSystemEntry[]>((take) => reader.readEntries(take, () => take([])))
    if (some.length === 0) break
    all.push(...some)
  }
  return all.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function fileOf(entry: FileSystemFileEntry): Promise<File | undefined> {
  return new Promise((take) => entry.file(take, () => take(undefined)))
}
