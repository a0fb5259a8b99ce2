/** One set of files through the product: it complains of nothing, and lets through what it should. */
import { disagree, type Tally } from '../verdict'
import { passes } from './chains'
import type { Product } from './product'
import type { Sample } from './samples'

export async function check(product: Product, sample: Sample, tally: Tally): Promise<void> {
  tally.cases++
  for (const what of await faultsOf(product, sample)) disagree(tally, sample.name, what)
}

export async function faultsOf(product: Product, { files, isOurs, asked }: Sample): Promise<string[]> {
  const compiled = await product.compile(files)
  if (isOurs && compiled.warnings.length > 0) return compiled.warnings.map((warning) => warning.trimEnd())
  return asked.flatMap((one) => {
    const verdict = passes(compiled, one) ? 'allow' : 'deny'
    return verdict === one.wanted ? [] : [`${one.text}: ${verdict}, wanted ${one.wanted}`]
  })
}
