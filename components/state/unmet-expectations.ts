/** The design's own questions, asked again after every edit: those whose answer is no longer the wanted one. */
import { checkExpectations } from '@/lib/query/expectations'
import type { QueryContext } from '@/lib/query/query-context'
import type { Advice } from './engine-task'

const words = { allow: 'allowed', deny: 'denied', depends: 'undecided' } as const

export function unmetExpectations(context: QueryContext): Advice[] {
  const { expectations } = context.design
  return checkExpectations(context)
    .filter(({ met }) => !met)
    .map(({ ask, want, answer, problems }): Advice => {
      const said = answer === undefined ? 'cannot be asked' : `is ${words[answer.verdict]}`
      const why = answer === undefined ? (problems[0]?.message ?? '') : answer.policy.because
      const index = expectations.findIndex((one) => one.ask === ask && one.want === want)
      return {
        code: 'expectation-unmet',
        severity: 'error',
        message: `${ask} is to be ${words[want]}, and ${said}: ${why}`.replace(/[.:\s]+$/, ''),
        at: `expectations/${index}`,
        source: 'the design itself',
        ...(answer === undefined ? {} : { question: ask }),
      }
    })
}
