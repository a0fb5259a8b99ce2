/** Something wrong at a place of a design, before the place is put into words. */
import { formatPath, type Path } from './path'
import type { Problem } from './problem'

export interface DesignFault {
  /** Short word for the kind of fault; those of facts that findings share are the finding's own code. */
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly path: Path
  /** Whether the key itself is wrong, rather than its value. */
  readonly atKey?: boolean
  readonly message: string
  readonly suggestion?: string
}

/** Where a part of the text stands. */
export type Locate = (path: Path, part: 'key' | 'value') => { readonly line: number; readonly column: number }

export function problemOfFault(fault: DesignFault, root: unknown, locate?: Locate): Problem {
  return {
    severity: fault.severity,
    at: formatPath(root, fault.path),
    message: fault.message,
    ...(fault.suggestion === undefined ? {} : { suggestion: fault.suggestion }),
    ...(locate === undefined ? {} : locate(fault.path, fault.atKey === true ? 'key' : 'value')),
  }
}

export function fault(code: string, path: Path, message: string, suggestion?: string): DesignFault {
  return { code, severity: 'error', path, message, ...(suggestion === undefined ? {} : { suggestion }) }
}

export function warning(code: string, path: Path, message: string, suggestion?: string): DesignFault {
  return { ...fault(code, path, message, suggestion), severity: 'warning' }
}
