import type { Rule } from '@/lib/policy/rule'

/** Above what stands for the rule: why it is there, whose it is and until when. */
export function explainRule({ id, because, owner, until }: Rule): string {
  return `${id}: ${because}${owner === undefined ? '' : ` Owner ${owner}.`}${until === undefined ? '' : ` Until ${until}.`}`
}
