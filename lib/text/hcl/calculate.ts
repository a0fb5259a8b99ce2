/** Numbers as Terraform reckons with them, which has many more digits than we do. */
import type { HclOperator } from './syntax'

type Reckoning = Exclude<HclOperator, '&&' | '||' | '==' | '!='>

/** Nothing where this divides by zero; `unsure` of fractions and of what is larger than we can tell to its last digit. */
export function calculate(operator: Reckoning, a: number, b: number): number | boolean | 'unsure' | undefined {
  const result = reckon(operator, a, b)
  return typeof result !== 'number' || [a, b, result].every(Number.isSafeInteger) ? result : 'unsure'
}

function reckon(operator: Reckoning, a: number, b: number): number | boolean | undefined {
  switch (operator) {
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return b === 0 ? undefined : a / b
    case '%':
      return b === 0 ? undefined : a % b
  }
}
