import { firstLineOf } from '@/components/exports/line-rules'
import { questionOfRule } from '@/components/query/question-of'
import { copyText } from '@/components/state/clipboard'
import { useEngine } from '@/components/state/engine'
import { focusWhy } from '@/components/state/focus'
import { notify } from '@/components/state/notices'
import { pointAt } from '@/components/state/pointed'
import { askQuestion } from '@/components/state/question'
import { select } from '@/components/state/selection'
import { showTab } from '@/components/state/view'
import { lineAsText } from './rule-copy'
import type { RuleLine } from './rule-lines'
import { ruleMessages as say } from './rule-messages'

/** What keys and menus are about while a rule has the focus. */
export function pointAtRule(element: Element, line: RuleLine): void {
  const { analysis } = useEngine.getState()
  const rule = analysis?.policy.rules.find(({ id }) => id === line.id)
  const first = analysis === undefined ? undefined : firstLineOf(analysis, line.id)
  pointAt(element, {
    title: line.title,
    commands: {
      why: () => {
        select({ kind: 'rule', id: line.id })
        focusWhy()
      },
      ask: rule === undefined ? undefined : () => askQuestion(questionOfRule(rule), true),
      lines:
        first === undefined
          ? undefined
          : () => {
              select({ kind: 'line', ...first })
              showTab('files')
            },
      copy: () => void copyText(lineAsText(line)).then((isCopied) => notify(isCopied ? say.copied(1) : say.copyFailed)),
    },
  })
}
