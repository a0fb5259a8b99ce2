/** The design's own questions, asked again after every edit: those whose answer is no longer the wanted one. */
import type { Design } from '@/lib/design/design'
import { removeExpectation } from '@/lib/design/edits/records'
import { checkExpectations } from '@/lib/query/expectations'
import type { QueryContext } from '@/lib/query/query-context'
import type { Advice } from './engine-task'

/** Where the questions of a design stand in it. */
const list = 'expectations'

const words = { allow: 'allowed', deny: 'denied', depends: 'not certain' } as const

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
        at: `${list}/${index}`,
        source: 'the design itself',
        fix: { label: 'Expect no longer', isEdit: true },
        own: true,
        ...(answer === undefined ? {} : { question: ask }),
      }
    })
}

/** The design without the question at this place of it. */
export function withoutExpectation(design: Design, at: string): Design | undefined {
  const [name, index] = at.split('/')
  return name === list && design.expectations[Number(index)] !== undefined
    ? removeExpectation(design, Number(index))
    : undefined
}
