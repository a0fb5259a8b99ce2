/** Where the arrow keys lead in the networks; reads the drawn lanes, so wrapped lines count as lines. */

export interface KeyStep {
  readonly focus?: HTMLElement | undefined
  readonly expand?: string
  readonly collapse?: string
}

function things(grid: HTMLElement): HTMLElement[] {
  return [...grid.querySelectorAll<HTMLElement>('[data-thing]')]
}

function laneOf(thing: HTMLElement): string {
  return thing.dataset.lane ?? ''
}

function isHeader(thing: HTMLElement): boolean {
  return thing.dataset.thing === thing.dataset.lane
}

/** The step for a key on a thing; undefined when the key means nothing here. */
export function stepFor(key: string, withControl: boolean, grid: HTMLElement, at: HTMLElement): KeyStep | undefined {
  const all = things(grid)
  const lane = laneOf(at)
  const mates = all.filter((thing) => laneOf(thing) === lane && !isHeader(thing))
  const headers = all.filter(isHeader)
  const header = headers.find((thing) => laneOf(thing) === lane)
  const index = mates.indexOf(at)
  switch (key) {
    case 'ArrowDown':
      return { focus: below(at, mates) ?? (isHeader(at) ? (mates[0] ?? next(headers, at)) : next(headers, header)) }
    case 'ArrowUp': {
      if (!isHeader(at)) return { focus: above(at, mates) ?? header }
      const before = previous(headers, at)
      const inside = all.filter((thing) => before !== undefined && laneOf(thing) === laneOf(before) && !isHeader(thing))
      const lastLine = inside.filter((thing) => thing.offsetTop === inside.at(-1)?.offsetTop)
      return { focus: lastLine[0] ?? before }
    }
    case 'ArrowRight':
      if (!isHeader(at)) return { focus: mates[index + 1] }
      return at.getAttribute('aria-expanded') === 'false' ? { expand: lane } : { focus: mates[0] }
    case 'ArrowLeft':
      if (!isHeader(at)) return { focus: mates[index - 1] ?? header }
      return at.getAttribute('aria-expanded') === 'true' ? { collapse: lane } : {}
    case 'Home':
      return { focus: withControl ? all[0] : isHeader(at) ? headers[0] : mates[0] }
    case 'a':
      return withControl ? { focus: header } : undefined
    case 'End':
      return { focus: withControl ? all.at(-1) : isHeader(at) ? headers.at(-1) : mates.at(-1) }
    default:
      return undefined
  }
}

/** Type-ahead: the next thing whose name begins so. */
export function findByName(text: string, grid: HTMLElement, at: HTMLElement): HTMLElement | undefined {
  const all = things(grid)
  const from = all.indexOf(at)
  const turned = [...all.slice(from + (text.length === 1 ? 1 : 0)), ...all.slice(0, from + 1)]
  return turned.find((thing) => thing.dataset.name?.toLowerCase().startsWith(text) === true)
}

function next(list: readonly HTMLElement[], at: HTMLElement | undefined): HTMLElement | undefined {
  return at === undefined ? undefined : list[list.indexOf(at) + 1]
}

function previous(list: readonly HTMLElement[], at: HTMLElement): HTMLElement | undefined {
  return list[list.indexOf(at) - 1]
}

function below(at: HTMLElement, mates: readonly HTMLElement[]): HTMLElement | undefined {
  return nearest(
    at,
    mates.filter((thing) => thing.offsetTop > at.offsetTop + 4),
    1,
  )
}

function above(at: HTMLElement, mates: readonly HTMLElement[]): HTMLElement | undefined {
  return nearest(
    at,
    mates.filter((thing) => thing.offsetTop < at.offsetTop - 4),
    -1,
  )
}

function nearest(at: HTMLElement, candidates: readonly HTMLElement[], direction: 1 | -1): HTMLElement | undefined {
  if (isHeader(at) || candidates.length === 0) return undefined
  const line = candidates
    .map((thing) => thing.offsetTop)
    .reduce((best, top) => (direction * (top - best) < 0 ? top : best))
  const onLine = candidates.filter((thing) => thing.offsetTop === line)
  return onLine.reduce((best, thing) =>
    Math.abs(thing.offsetLeft - at.offsetLeft) < Math.abs(best.offsetLeft - at.offsetLeft) ? thing : best,
  )
}
