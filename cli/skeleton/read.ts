/** From text to what the product makes of it. Whatever is not understood is a problem with its line, never passed over. */
import { failure } from '@/lib/design/problem'
import type { Reader } from '@/lib/targets/target'
import type { NewTargetModel } from './model'

export const newTargetReaders: readonly Reader<NewTargetModel>[] = [
  {
    id: 'bundle',
    recognises: ({ path }) => path.startsWith('new-target/'),
    read: ([file]) =>
      failure([
        {
          severity: 'error',
          at: file?.path ?? 'new-target',
          message: 'Nothing of these files is understood yet.',
          suggestion: 'Write read.ts, after the examples of upstream/.',
        },
      ]),
  },
]
