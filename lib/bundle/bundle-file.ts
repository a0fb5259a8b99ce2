import type { OutputFile } from '../targets/target'

export interface BundleFile {
  /** With forward slashes, from the root of the bundle. */
  readonly path: string
  readonly text: string
  /** The target that wrote it; none for the files about the whole design. */
  readonly target: string | undefined
  readonly use: OutputFile['use']
  /** Made from a person's own backup: with its secrets, for nobody else to read. */
  readonly holdsBackup?: true
}
