// Runs real clients on behalf of a test: takes one JSON command a line, reports one JSON object a line. Binary values
// are {"$binary": base64} in both.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { io } from 'socket.io-client'
import ts from 'typescript'

const clients = new Map()

function plain(value) {
  if (value instanceof Uint8Array || value instanceof ArrayBuffer) {
    return { $binary: Buffer.from(value).toString('base64') }
  }
  if (Array.isArray(value)) {
    return value.map(plain)
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plain(field)]))
  }
  return value
}

function revived(value) {
  if (Array.isArray(value)) {
    return value.map(revived)
  }
  if (value && typeof value === 'object') {
    return typeof value.$binary === 'string'
      ? Buffer.from(value.$binary, 'base64')
      : Object.fromEntries(Object.entries(value).map(([key, field]) => [key, revived(field)]))
  }
  return value
}

function report(client, event, fields = {}) {
  console.log(JSON.stringify({ client, event, ...fields }))
}

function watch(name, socket) {
  clients.set(name, socket)
  const transport = () => socket.io.engine?.transport?.name
  socket.on('connect', () => {
    report(name, 'connect', {
      sid: socket.id,
      pid: socket._pid,
      recovered: socket.recovered,
      transport: transport(),
    })
  })
  // Before or after the connect: a report of its own.
  socket.io.on('open', () =>
    socket.io.engine.on('upgrade', () => report(`${name}/engine`, 'upgrade', { transport: transport() })))
  socket.on('connect_error', (error) => report(name, 'connect_error', { message: error.message, data: error.data }))
  socket.on('disconnect', (reason) => report(name, 'disconnect', { reason, active: socket.active }))
  socket.onAny((event, ...args) => report(name, 'event', { name: event, args: plain(args) }))
}

// The store's own imports are resolved from here, and so are the other stores that it calls.
async function openStore(name, url) {
  process.env.NEXT_PUBLIC_WS_URL = url
  const stored = (kind) => ({ getState: () => new Proxy({}, { get: (_, action) => (value) => report(name, action, { kind, value }) }) })
  globalThis.useMessageStore = stored('message')
  globalThis.useInvestmentStore = stored('investment')
  globalThis.useNotificationStore = stored('notification')
  const source = readFileSync(new URL('./realtime-store.ts', import.meta.url), 'utf8')
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  })
  const resolved = outputText.replace(/from '([^']+)'/g, (_, path) => `from '${import.meta.resolve(path)}'`)
  const { useRealTimeStore } = await import('data:text/javascript,' + encodeURIComponent(resolved))
  clients.set(name, useRealTimeStore)
  useRealTimeStore.subscribe((state, before) => {
    if (state.socket && state.socket !== before.socket) {
      state.socket.onAny((event, ...args) => report(name, 'event', { name: event, args: plain(args) }))
    }
    report(name, 'state', { isConnected: state.isConnected, subscriptions: [...state.subscriptions] })
  })
}

const commands = {
  open: ({ client, url, options }) => watch(client, io(url, { forceNew: true, ...options })),
  emit: ({ client, name, args }) => clients.get(client).emit(name, ...revived(args)),
  call: ({ client, name, args }) =>
    clients.get(client).emit(name, ...revived(args), (...answer) => report(client, 'ack', { args: plain(answer) })),
  // As a network that breaks: nothing is said to the server.
  cut: ({ client }) => clients.get(client).io.engine.transport.ws._socket.destroy(),
  close: ({ client }) => clients.get(client).disconnect(),
  connect: ({ client }) => clients.get(client).connect(),
  store: ({ client, url }) => openStore(client, url),
  action: ({ client, name, args }) => clients.get(client).getState()[name](...args),
}

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line)
  await commands[command.op](command)
}
process.exit(0)
