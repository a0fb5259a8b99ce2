/** A server of unary gRPC calls over plain HTTP/2. */
import { createServer, type Http2Server, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2'
import type { AddressInfo } from 'node:net'

/** Answers one call; nothing for a method that is not served. */
export type Serve = (method: string, request: Buffer) => Buffer | undefined

export interface GrpcServer {
  readonly port: number
  close(): Promise<void>
}

const unimplemented = 12
const internal = 13

export async function serveGrpc(serve: Serve): Promise<GrpcServer> {
  const server = createServer()
  const sessions = new Set<ServerHttp2Session>()
  server.on('session', (session) => {
    sessions.add(session)
    session.on('close', () => sessions.delete(session))
    session.on('error', () => session.destroy())
  })
  server.on('stream', (stream, headers) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('error', () => stream.close())
    stream.on('end', () => answer(stream, String(headers[':path']), Buffer.concat(chunks), serve))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: portOf(server), close: () => closeServer(server, sessions) }
}

function portOf(server: Http2Server): number {
  return (server.address() as AddressInfo).port
}

function answer(stream: ServerHttp2Stream, method: string, body: Buffer, serve: Serve): void {
  // One byte that says "not compressed", four of length, the message.
  const request = body.subarray(5)
  let status = 0
  let said = ''
  let response: Buffer | undefined
  try {
    response = serve(method, request)
    if (response === undefined) status = unimplemented
  } catch (error) {
    status = internal
    said = error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
  // Terraform may have gone away while it was answered.
  if (stream.destroyed || stream.closed) return
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
  stream.on('wantTrailers', () => {
    stream.sendTrailers({ 'grpc-status': String(status), 'grpc-message': encodeURIComponent(said) })
  })
  if (response === undefined) stream.end()
  else {
    const head = Buffer.alloc(5)
    head.writeUInt32BE(response.length, 1)
    stream.end(Buffer.concat([head, response]))
  }
}

async function closeServer(server: Http2Server, sessions: ReadonlySet<ServerHttp2Session>): Promise<void> {
  for (const session of sessions) session.destroy()
  await new Promise<void>((resolve) => server.close(() => resolve()))
}
