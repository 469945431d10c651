-- Publishes an event to a room: gives it the room's next offset, appends it to the history and sends the same text
-- to the live channel. An event id that the room has seen changes nothing.
--
-- The epoch changes when the head is lost, and also when the server is not the one that wrote it (restart,
-- failover): such a server may have lost the room's newest events, and would give their offsets to other events.
--
-- KEYS[1] head       hash: epoch, seq, run (the server that counts)
-- KEYS[2] history    stream, entry ids <seq>-0, one field: entry
-- KEYS[3] published  marks the event id as published
-- ARGV[1] live        channel
-- ARGV[2] prefix      the entry's JSON up to the offset: {"id":…,"event":…,"room":…
-- ARGV[3] data        the event's payload, JSON
-- ARGV[4] newEpoch    used if the room needs a new epoch
-- ARGV[5] maxEvents   how many events the history keeps, approximately
-- ARGV[6] maxAge      milliseconds that the history of a silent room is kept
-- ARGV[7] headAge     milliseconds that the head of a silent room is kept
-- ARGV[8] markAge     milliseconds that an event id is remembered
--
-- Returns the event's seq, 0 if the id was published before

local head, history, published = KEYS[1], KEYS[2], KEYS[3]
local live, prefix, data, newEpoch = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local maxEvents, maxAge, headAge, markAge = ARGV[5], ARGV[6], ARGV[7], ARGV[8]

-- Sharded where the server knows that (Redis 7): in a cluster only the servers of the room's slot carry it.
local function send(channel, message)
  if type(redis.pcall('SPUBLISH', channel, message)) ~= 'number' then
    redis.call('PUBLISH', channel, message)
  end
end

if redis.call('EXISTS', published) == 1 then
  return 0
end

-- A plain search: a pattern takes longer than the command itself.
local info = redis.call('INFO', 'server')
local at = string.find(info, 'run_id:', 1, true) + #'run_id:'
local run = string.sub(info, at, at + 39)
local known = redis.call('HMGET', head, 'epoch', 'run')
local epoch = known[1]
if not epoch or known[2] ~= run then
  epoch = newEpoch
  redis.call('DEL', history)
  redis.call('HSET', head, 'epoch', epoch, 'seq', 0, 'run', run)
end

local seq = string.format('%d', redis.call('HINCRBY', head, 'seq', 1))
local entry = prefix .. ',"offset":{"epoch":"' .. epoch .. '","seq":' .. seq .. '},"data":' .. data .. '}'
redis.call('XADD', history, 'MAXLEN', '~', maxEvents, seq .. '-0', 'entry', entry)
redis.call('PEXPIRE', history, maxAge)
redis.call('PEXPIRE', head, headAge)
-- Only now: a mark without its entry would make the retry of a failed call lose the event.
redis.call('SET', published, '1', 'PX', markAge)
send(live, entry)
return tonumber(seq)
