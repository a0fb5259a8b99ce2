/** All statements of the facts that documents can show. Talos is asked the same, and our reader. */
import type { TableCase } from './table-case'
import { documentCases } from './table-documents'
import { mergeCases } from './table-merging'
import { valueCases } from './table-values'

export const tableCases: readonly TableCase[] = [...documentCases, ...valueCases, ...mergeCases]
