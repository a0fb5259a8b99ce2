/** The versions of Talos whose own code is asked, and which designs each of them judges. */
export interface JudgeVersion {
  /** Tag of `pkg/machinery`, and the name of a module file in `go/versions`. */
  readonly tag: string
  /** `talos.version` of the designs it judges. */
  readonly designs: readonly string[]
  /** Version contracts whose generated configurations the patches go over: the layouts. */
  readonly layouts: readonly string[]
  /** The two that must be asked in full; the others stand for merge behaviours of older releases. */
  readonly main: boolean
}

export const judgeVersions: readonly JudgeVersion[] = [
  { tag: 'v1.14.1', designs: ['1.14', '1.14.1'], layouts: ['v1.13', 'v1.14'], main: true },
  { tag: 'v1.13.9', designs: ['1.13.9', '1.13', '1.13.0'], layouts: ['v1.11', 'v1.13'], main: true },
  { tag: 'v1.12.0', designs: ['1.12.0', '1.12.5'], layouts: ['v1.12'], main: false },
  { tag: 'v1.11.6', designs: ['1.11.6'], layouts: ['v1.11'], main: false },
  { tag: 'v1.10.0', designs: ['1.10.0', '1.10.9'], layouts: ['v1.10'], main: false },
  { tag: 'v1.9.0', designs: ['1.9.0', '1.9.5'], layouts: ['v1.9'], main: false },
  { tag: 'v1.8.0', designs: ['1.8.0', '1.8.4'], layouts: ['v1.8'], main: false },
  { tag: 'v1.7.0', designs: ['1.6.2', '1.7.0', '1.7.6'], layouts: ['v1.7'], main: false },
  { tag: 'v1.6.0', designs: ['1.6.0', '1.6.1'], layouts: ['v1.6'], main: false },
]
