/** Keys pressed before an answer is there: none of them is lost. */
import { expect, test } from 'vitest'
import { useQuestion } from '../question'
import { clearSelection } from '../selection'
import { actionOf } from './registry'

test('why, asked while the answer to the question is on its way, opens it when it comes', () => {
  const before = useQuestion.getState()
  clearSelection()
  useQuestion.setState({ text: '203.0.113.9 -> cp-1 tcp/50000', pending: true, reply: undefined, open: false })
  try {
    actionOf('tab-why')?.perform()
    expect(useQuestion.getState().open).toBe(true)
  } finally {
    useQuestion.setState(before, true)
  }
})
