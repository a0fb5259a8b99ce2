'use client'

import { QuestionBar } from '@/components/query/question-bar'

/** The question in the header. */
export function Question() {
  return <QuestionBar />
}
