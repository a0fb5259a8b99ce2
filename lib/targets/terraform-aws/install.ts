/** Terraform knows what it made: an apply leaves exactly what the configuration says, whatever was there before. */
import { type Result, success } from '@/lib/design/problem'
import type { SecurityModel } from './model'

export function install(_before: SecurityModel | undefined, change: SecurityModel): Result<SecurityModel> {
  return success(change)
}
