/** Why a fault lives, each found by its piece of text. What is not here is printed as unexplained. */

export interface Reason {
  /**
   * `same`: nothing that anybody can tell changes, as argued. `unseen`: something changes, and none of these judges can see
   * it, as said.
   */
  readonly kind: 'same' | 'unseen'
  readonly why: string
}

export interface Entry extends Reason {
  /** The end of the file's path, and the function or nothing. */
  readonly file: string
  readonly inside?: string
  /** Parts of the text before and after; nothing stands for any. */
  readonly before?: string
  readonly after?: string
  /** Which of those with the same text, from 0; any where it is left out. */
  readonly nth?: number
}

type Place = Pick<Entry, 'inside' | 'before' | 'after' | 'nth'>

export function of(kind: Reason['kind'], why: string, file: string, places: readonly Place[]): Entry[] {
  return places.map((place) => ({ kind, why, file, ...place }))
}

export const remembered = 'it only remembers: what is not found is computed again, and comes out the same'

export const engine =
  'Node.js asks of two things only whether the one comes before the other: that they come in the same place is as good as after'
