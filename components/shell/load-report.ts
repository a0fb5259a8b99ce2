/**
 * The report, after the schema of designs that it needs. Each starts in a task of its own: together they hold up a key
 * for more than 50 ms where the processor is slow.
 */
export async function loadReport() {
  await import('@/lib/design/zod-without-eval')
  await endTask()
  await import('@/lib/design/fields')
  await endTask()
  await import('@/lib/design/design')
  await endTask()
  return import('./print-report')
}

function endTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
