/** First load by `npm run sizes`, and whether the same source gives the same bytes somewhere else. */
import { spawnSync } from 'node:child_process'

export function buildRows(): string[][] {
  return [...sizeRows(), reproduceRow()]
}

function sizeRows(): string[][] {
  const { status, stdout } = spawnSync(process.execPath, ['scripts/sizes.mjs'], { encoding: 'utf8' })
  const pages = [...stdout.matchAll(/^(\/\S*): script (\S+ KiB), (\S+) times;/gm)]
  const heaviest = pages.sort(([, , , a], [, , , b]) => Number(b) - Number(a))[0]
  const [, page = '', size = '', ratio = ''] = heaviest ?? []
  const must = `1.5 times an empty page${status === 0 ? '' : ': EXCEEDED'}`
  return [[`first load of the heaviest of ${pages.length} pages, ${page}`, size, '', must, `${ratio} times`]]
}

function reproduceRow(): string[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/reproduce.mjs'], { encoding: 'utf8' })
  const said = (stdout.trim() || stderr.trim()).split('\n').at(-1) ?? ''
  return ['built again in another folder', said, '', 'the same bytes', status === 0 ? '' : 'NOT THE SAME']
}
