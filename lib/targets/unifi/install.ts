/**
 * The script leaves exactly the policies of the file: it changes and adds them, and deletes every other one of ours. What
 * none of them decides would hang on the gateway, so the last one each way must decide everything. Answers are left to the
 * gateway, whose own policy for them stands behind all of these.
 * @see https://help.ui.com/hc/en-us/articles/115003173168-Zone-Based-Firewalls-in-UniFi
 * @see https://github.com/liambeeton/unifig/issues/54
 */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import { allServices } from '@/lib/net/service'
import { everyZone, type UnifiModel, type UnifiPolicy } from './model'

export function install(_before: UnifiModel | undefined, change: UnifiModel): Result<UnifiModel> {
  const problems = [...findOpenEnds(change), ...findStoppedAnswers(change)]
  return problems.length > 0 ? failure(problems) : success(change)
}

function findOpenEnds({ zone, policies }: UnifiModel): readonly Problem[] {
  const last = policies.at(-1)?.at
  const at = last === undefined ? 'unifi' : `${last.file}:${last.line}`
  const open = (words: string): Problem => ({
    severity: 'error',
    at,
    message: `No policy decides about everything else ${words}, and what the gateway does by itself is not known.`,
    suggestion: 'End with a policy from any to any, for both families and every protocol.',
  })
  const strange = policies.filter(({ source, destination }) => isStrange(source.zone, destination.zone, zone))
  return [
    ...strange.map(({ at: { file, line }, destination }): Problem => {
      const message = `Which addresses are in the zone "${destination.zone}" is not known here.`
      return {
        severity: 'error',
        at: `${file}:${line}`,
        line,
        message,
        suggestion: `Write "${everyZone}", or ${zone}.`,
      }
    }),
    ...(policies.some((one) => isTotal(one) && one.source.zone === everyZone && one.destination.zone === zone)
      ? []
      : [open('into the zone')]),
    ...(policies.some((one) => isTotal(one) && one.source.zone === zone && one.destination.zone === everyZone)
      ? []
      : [open('out of the zone')]),
  ]
}

/** Only new packets are compared, so that a policy which cuts the others off leaves no verdict. */
function findStoppedAnswers({ policies }: UnifiModel): readonly Problem[] {
  return policies
    .filter(({ action, ofAnswers }) => action !== 'ALLOW' && ofAnswers)
    .map(({ at: { file, line }, name }): Problem => {
      const message = `"${name}" stops answers as well: the gateway asks it before its own policy that lets them in.`
      const suggestion = 'Block new and invalid packets alone: "connectionStateFilter": ["NEW", "INVALID"].'
      return { severity: 'error', at: `${file}:${line}`, line, message, suggestion }
    })
}

/** Out of the zone into one other, or between others where ours may be meant. */
function isStrange(from: string, to: string, zone: string): boolean {
  if (to === zone) return false
  return (from === zone || from === everyZone) && (to !== everyZone || from === everyZone)
}

function isTotal({ source, destination, families, services }: UnifiPolicy): boolean {
  const isAll = services.length === 1 && services[0]?.first === 0 && services[0].last === allServices[0]?.last
  return isAll && families.length === 2 && source.prefixes === undefined && destination.prefixes === undefined
}
