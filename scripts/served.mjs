/** Where a server says it is, with a slash at the end. */
export function addressOf(server) {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stdout.on('data', (data) => {
      said += data
      const address = /is at (http:\S+)/.exec(said)?.[1]
      if (address !== undefined) resolve(address.endsWith('/') ? address : `${address}/`)
    })
    server.on('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)))
  })
}
