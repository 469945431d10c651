// Many clients of one room, as they are meant to be written, that move to another node when theirs goes: plain ones and
// socket.io-clients. Takes a file that says what to do, and answers each line that it reads by a report. What a client
// should not have been sent is a complaint.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const { libraries, nodes, pitch, plain, socketIo } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const require = createRequire(libraries + '/')
const WebSocket = require('ws')
const { io } = require('socket.io-client')

const room = 'pitch:' + pitch
const clients = []
const comingBack = []

class Follower {
  last = null
  joined = false
  left = false
  goodbyes = 0
  refetches = 0
  recoveries = 0
  complaints = []

  constructor(kind) {
    this.kind = kind
  }

  enters(offset, recovered) {
    if (this.last && recovered) {
      this.recoveries++
    } else {
      this.refetches += this.last ? 1 : 0
      this.last = offset
    }
    this.joined = true
  }

  refused({ message, retry }, again) {
    if (retry) {
      setTimeout(again, 500)
    } else {
      this.complaints.push(message)
    }
  }

  takes(offset) {
    const { epoch, seq } = this.last
    if (offset.epoch !== epoch || offset.seq !== seq + 1) {
      this.complaints.push(`got ${offset.epoch}:${offset.seq} behind ${epoch}:${seq}`)
    }
    this.last = offset
  }

  lost(offset) {
    this.refetches++
    this.last = offset
  }

  goes() {
    this.joined = false
    this.left = true
  }

  comes() {
    comingBack.push(performance.now())
  }
}

function openPlain(follower, token, node, entered) {
  let pause = [500, 5000]
  const socket = new WebSocket(nodes[node] + '/ws', { headers: { authorization: 'Bearer ' + token } })
  const join = () => socket.send(JSON.stringify({
    type: 'emit', event: 'subscribe_to_pitch', data: pitch, id: 1, since: follower.last,
  }))
  socket.on('open', join)
  socket.on('message', (text) => {
    const frame = JSON.parse(text)
    if (frame.type === 'ack') {
      if (frame.ok) {
        follower.enters(frame.offset, frame.recovered)
        entered()
      } else {
        follower.refused(frame.error, join)
      }
    } else if (frame.type === 'event' && frame.room === room) {
      follower.takes(frame.offset)
    } else if (frame.type === 'gap' && frame.room === room) {
      follower.lost(frame.offset)
    } else if (frame.type === 'goodbye') {
      follower.goodbyes++
      pause = frame.afterMillis
    }
  })
  // What comes of it is said by the close.
  socket.on('error', () => {})
  socket.on('close', (code) => {
    follower.goes()
    if (code >= 4500) {
      follower.complaints.push('closed with ' + code)
    } else {
      const [least, most] = pause
      setTimeout(() => {
        follower.comes()
        openPlain(follower, token, 1 - node, () => {})
      }, least + Math.random() * (most - least))
    }
  })
}

function openSocketIo(follower, token, node, entered) {
  const socket = io(nodes[node], { auth: { token }, transports: ['websocket'], forceNew: true })
  // A promise would be told only after events that came at the same time.
  const join = () => socket.emit('subscribe_to_pitch', pitch, ({ ok, offset, error }) => {
    if (ok) {
      follower.enters(offset, false)
      entered()
    } else {
      follower.refused(error, join)
    }
  })
  const read = (offset) => ({ epoch: offset.split(':')[0], seq: Number(offset.split(':')[1]) })
  socket.on('connect', () => {
    if (socket.recovered) {
      follower.enters(null, true)
      return
    }
    join()
  })
  socket.onAny((event, ...args) => {
    const offset = args.at(-1)
    if (event === 'goodbye') {
      follower.goodbyes++
    } else if (event === 'gap' && args[0].room === room) {
      follower.lost(args[0].offset)
    } else if (event !== 'ready' && typeof offset === 'string') {
      follower.takes(read(offset))
    }
  })
  socket.on('connect_error', (error) => {
    if (!socket.active) {
      follower.complaints.push(error.message)
    }
  })
  socket.on('disconnect', (reason) => {
    follower.goes()
    if (!socket.active) {
      follower.complaints.push(reason)
    }
  })
  // In place of a load balancer.
  socket.io.on('reconnect_attempt', () => {
    node = 1 - node
    socket.io.uri = nodes[node]
    follower.comes()
  })
}

async function openAll(kind, tokens, open) {
  const waiting = [...tokens]
  const next = async () => {
    while (waiting.length) {
      const follower = new Follower(kind)
      clients.push(follower)
      await new Promise((entered) => open(follower, waiting.pop(), 0, entered))
    }
  }
  await Promise.all(Array.from({ length: 40 }, next))
}

// How many came back within one second, wherever it begins.
function busiestSecond() {
  const times = [...comingBack].sort((one, other) => one - other)
  return times.reduce((most, time, i) => Math.max(most, times.findLastIndex((t) => t <= time + 1000) - i + 1), 0)
}

function report() {
  const of = (kind) => {
    const all = clients.filter((client) => client.kind === kind)
    const count = (field) => all.filter((client) => client[field]).length
    return {
      clients: all.length,
      joined: count('joined'),
      left: count('left'),
      least: all.reduce((least, client) => Math.min(least, client.last?.seq ?? 0), Infinity),
      toldToGo: count('goodbyes'),
      recovered: count('recoveries'),
      toldToFetch: count('refetches'),
    }
  }
  const complaints = clients.flatMap((client) => client.complaints.map((text) => client.kind + ': ' + text))
  return {
    plain: of('plain'),
    socketIo: of('socketIo'),
    busiestSecond: busiestSecond(),
    complaints: complaints.slice(0, 20),
  }
}

openAll('plain', plain, openPlain).then(() => openAll('socketIo', socketIo, openSocketIo))
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(report()))
}
process.exit(0)
