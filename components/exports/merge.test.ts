import { describe, expect, it } from 'vitest'
import { mergeOf } from './merge'
import { exportMessages as say } from './messages'

const given = [{ path: 'config.xml', text: '<a>\n  <b>1</b>\n  <b>1</b>\n</a>\n' }]

function merged(text: string, owns = ['alias/x', 'alias/y', 'rule/z']) {
  const file = { path: 'box/config.xml', text, lineRules: [], use: 'apply', holdsBackup: true, owns } as const
  const guide = { path: 'box/APPLY.md', text: 'a', lineRules: [], use: 'read', owns: ['rule/other'] } as const
  return { files: [file, guide] }
}

describe('what a merge comes to', () => {
  it.each([
    ['<a>\n\t<b>1</b>\n\t<new/>\n\t<b>1</b>\n</a>\n', 0],
    ['<a>\n  <b>1</b>\n  <b>2</b>\n</a>\n', 1],
    ['', 4],
  ])('%j loses %i lines', (text, gone) => {
    expect(mergeOf(merged(text), given)).toEqual({
      added: [
        ['alias', 2],
        ['rule', 1],
      ],
      gone,
    })
  })

  it('names the rules of theirs that decide less, as the first of its files tells', () => {
    const { files } = merged('', [])
    const [file, guide] = files
    const overrules = [
      { tab: 'lan', description: 'Default allow LAN' },
      { tab: '', description: 'rule 3' },
    ]
    if (file === undefined || guide === undefined) throw new Error('two files')
    const filter = { ...file, overrules }
    expect(mergeOf({ files: [filter, filter, guide] }, given)?.overruled).toEqual(['lan: Default allow LAN', 'rule 3'])
    expect(mergeOf(merged(''), given)).not.toHaveProperty('overruled')
  })

  it('is nothing where no file holds the backup', () => {
    expect(mergeOf({ files: [] }, given)).toBeUndefined()
  })

  it('is said in words', () => {
    expect(
      say.mergedInto(['config.xml'], {
        added: [
          ['alias', 7],
          ['rule', 1],
        ],
        gone: 0,
      }),
    ).toContain('Adds 7 aliases and 1 rule to config.xml and takes nothing out.')
    expect(say.mergedInto(['config.xml'], { added: [], gone: 2 })).toContain('2 of its lines change or go.')
    const some = { added: [['rule', 1]], gone: 0 } as const
    expect(say.mergedInto(['a'], some)).toContain('Ours are asked before yours. ')
    expect(say.mergedInto(['a'], { ...some, overruled: [] })).toContain(
      'yours; none of yours is about the same packets.',
    )
    expect(say.mergedInto(['a'], { ...some, overruled: ['lan: x'] })).toContain('Ours are asked before yours. ')
    expect(say.overruled(1)).toBe('1 rule of yours decides less from now on')
  })
})
