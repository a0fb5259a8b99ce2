'use client'

import { CopyButton } from '@/components/ui/copy-button'
import { Mark } from '@/components/ui/mark'
import { formatAddress } from '@/lib/net/address'
import { formatPacket, formatService } from '@/lib/net/packet'
import type { Answer, Layer, LayerVerdict } from '@/lib/query/answer'
import type { Endpoint } from '@/lib/query/endpoint'
import { wordStandIn } from '@/lib/query/stand-in'
import { wordReason } from '@/lib/query/word-reason'
import { AllowThis } from './allow-this'
import { answerMessages as say } from './answer-messages'
import styles from './answer-panel.module.css'
import { answerAsText, orderLayers, reachOf } from './answer-words'
import { ExpectThis } from './expect-this'
import { Gate } from './gate'
import { areOpposed } from './opposed'
import { verdictShapes } from './verdict-shapes'

export interface AnswerPanelProps {
  readonly answer: Answer
  /** The answer is of the design before the last edit. */
  readonly updating: boolean
  readonly titleOf: (rule: string) => string
  readonly onLine: (file: string, line: number) => void
  readonly onRule: (id: string) => void
  readonly onCopy: (text: string) => Promise<boolean>
}

/** Walks one packet from its source through every gate on its way, as the files of each box decide. */
export function AnswerPanel({ answer, updating, titleOf, onLine, onRule, onCopy }: AnswerPanelProps) {
  const { question, verdict, unseen, layers, policy, standIns = [] } = answer
  const { onWay, away } = orderLayers(layers, question)
  const reach = reachOf(onWay)
  const titles = (wanted: LayerVerdict) => onWay.filter((layer) => layer.verdict === wanted).map((layer) => layer.title)
  return (
    <article className={styles.panel} aria-busy={updating} data-updating={updating}>
      <header className={styles.head} data-verdict={verdict}>
        <p className={styles.verdict}>
          <Mark shape={verdictShapes[verdict]} size={14} /> {say.verdict(verdict, unseen)}
        </p>
        <p className={styles.packet}>
          {formatPacket(question.packet)}
          {question.listener !== undefined && <span className={styles.quiet}> {question.listener}</span>}
        </p>
        {standIns.map((one) => (
          <p key={one.word}>{wordStandIn(one)}</p>
        ))}
        {areOpposed(onWay) && (
          <p className={styles.disagree}>
            {say.disagree} {say.disagreement(titles('allow'), titles('deny'))}
          </p>
        )}
      </header>
      <ol className={styles.route} aria-label={say.route}>
        <EndStep title={say.source} end={question.source} passed />
        {onWay.map((layer, index) => (
          <GateStep
            key={layer.target}
            layer={layer}
            passed={reach === undefined || index <= reach}
            onwards={reach === undefined || index < reach}
            {...{ titleOf, onLine, onRule }}
          />
        ))}
        <EndStep
          title={say.destination}
          end={question.destination}
          service={formatService(question.packet)}
          note={verdict === 'deny' ? say.stopped : verdict === 'depends' ? say.mayArrive : say.arrives}
          passed={verdict !== 'deny'}
        />
      </ol>
      <section className={styles.design}>
        <p>
          <Mark shape={policy.verdict} /> <strong>{say.policy}</strong>{' '}
          {policy.verdict === 'allow'
            ? say.policyAllows
            : verdict === 'allow'
              ? say.policyDoesNotAsk
              : say.policyDenies}
        </p>
        <p className={styles.because}>{policy.because}</p>
        <Rules
          ids={[...policy.rules, ...(policy.nearest === undefined ? [] : [policy.nearest.rule])]}
          {...{ titleOf, onRule }}
        />
        {!unseen && verdict !== 'depends' && policy.verdict !== verdict && (
          <p className={styles.disagree}>{say.differs(byThemselves(onWay))}</p>
        )}
      </section>
      {away.length > 0 && (
        <ul className={styles.away}>
          {away.map((layer) => (
            <li key={layer.target}>
              <Mark shape="unfiltered" /> {say.gate(layer.title, layer.place)}: {say.away}. {wordReason(layer.because)}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.foot}>
        {policy.verdict === 'deny' && (
          <AllowThis key={question.text} question={question.text} passes={verdict === 'allow'} />
        )}
        <ExpectThis question={question.text} verdict={verdict} />
        <CopyButton small copy={() => onCopy(answerAsText(answer))}>
          {say.copy}
        </CopyButton>
      </div>
    </article>
  )
}

/** The products that let the packet through on their own account, where every gate on its way does. */
function byThemselves(onWay: readonly Layer[]): readonly string[] {
  return onWay.every((layer) => layer.byItself) ? onWay.map((layer) => layer.title) : []
}

function EndStep({
  title,
  end,
  service,
  note,
  passed,
}: {
  title: string
  end: Endpoint
  service?: string
  note?: string
  passed: boolean
}) {
  const address = formatAddress(end.address)
  return (
    <li className={styles.step} data-passed={passed} data-onwards={passed}>
      <span className={styles.dot} data-passed={passed} />
      <div className={styles.words}>
        <p>
          <span className={styles.quiet}>{title}</span> <strong>{end.text}</strong>{' '}
          {address !== end.text && <span className={styles.mono}>{address}</span>}{' '}
          {service !== undefined && <span className={styles.mono}>{service}</span>}
        </p>
        {note !== undefined && <p className={styles.quiet}>{note}</p>}
      </div>
    </li>
  )
}

interface GateStepProps {
  readonly layer: Layer
  /** The packet comes to this gate. */
  readonly passed: boolean
  /** And goes on from it. */
  readonly onwards: boolean
  readonly titleOf: (rule: string) => string
  readonly onLine: (file: string, line: number) => void
  readonly onRule: (id: string) => void
}

const gateWords: Readonly<Record<LayerVerdict, string>> = {
  allow: say.raised,
  deny: say.fallen,
  depends: say.half,
  unseen: say.away,
}

function GateStep({ layer, passed, onwards, titleOf, onLine, onRule }: GateStepProps) {
  const rules = [...new Set(layer.statements.flatMap(({ rule }) => (rule === null ? [] : [rule])))]
  return (
    <li className={styles.step} data-passed={passed} data-onwards={onwards}>
      <Gate verdict={layer.verdict} />
      <div className={styles.words}>
        <p>
          <strong>{say.gate(layer.title, layer.place)}</strong>{' '}
          <span className={styles.state} data-verdict={layer.verdict}>
            {gateWords[layer.verdict]}
          </span>
        </p>
        <p className={styles.because}>{wordReason(layer.because)}</p>
        {layer.statements.length > 0 && (
          <p className={styles.places}>
            {layer.statements.map(({ file, line }) => (
              <button key={`${file}:${line}`} type="button" className={styles.place} onClick={() => onLine(file, line)}>
                {say.line(file, line)}
              </button>
            ))}
          </p>
        )}
        <Rules ids={rules} titleOf={titleOf} onRule={onRule} />
      </div>
    </li>
  )
}

function Rules({
  ids,
  titleOf,
  onRule,
}: {
  ids: readonly string[]
  titleOf: (rule: string) => string
  onRule: (id: string) => void
}) {
  if (ids.length === 0) return null
  return (
    <p className={styles.places}>
      {ids.map((id) => (
        <button key={id} type="button" className={styles.rule} title={id} onClick={() => onRule(id)}>
          {titleOf(id)}
        </button>
      ))}
    </p>
  )
}
