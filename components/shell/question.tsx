'use client'

/** The question bar's place until it is there. */
export function Question() {
  return null
}
