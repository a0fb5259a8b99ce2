/** The rules written one by one, in the order in which their findings are told. */
import type { LintRule } from '../context'

export const writtenRules: readonly LintRule[] = []
