-- Leases waiting jobs to a consumer, lane by lane, within the queue's rate limit.
--
-- The limit holds for the moments at which handlers start, in any window, not for the moments at which this script
-- grants: a grant stays open until the consumer's next call says that the handler has started, and only from then
-- does its window run. `limiter` counts grants that are open or within the window; `limiter:log` lists the latter.
-- KEYS: prefix
-- ARGV: clock, consumer, most jobs wanted, rate limit (0: none), rate window (ms), jobs taken earlier and not started
-- Returns: code (1, or -1 lease lost), ms to wait (-1: until woken), {lane's letter, entries} per lane that gave some,
--   last entry id of each lane and of `wake` (only when nothing was taken)
-- include: clock, lease, lanes
local prefix, consumer, want = KEYS[1], ARGV[2], tonumber(ARGV[3])
local limit, window, unstarted = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local now = clock(ARGV[1])
if not holds_lease(prefix, consumer) then
  return { LEASE_LOST, -1, {}, {} }
end

local limiter, log = prefix .. 'limiter', prefix .. 'limiter:log'
local wait = -1
if limit > 0 then
  local open = tonumber(redis.call('HGET', limiter, 'open:' .. consumer) or '0')
  if open > unstarted then
    redis.call('RPUSH', log, string.format('%.0f %d', now, open - unstarted))
    redis.call('HSET', limiter, 'open:' .. consumer, unstarted)
  end
  local used = tonumber(redis.call('HGET', limiter, 'used') or '0')
  local oldest = redis.call('LINDEX', log, 0)
  while oldest do
    local at, count = string.match(oldest, '^(%d+) (%d+)$')
    -- Times are cut to whole ms: only past the full window is the start surely outside.
    if tonumber(at) + window >= now then
      break
    end
    redis.call('LPOP', log)
    used = math.max(used - tonumber(count), 0)
    redis.call('HSET', limiter, 'used', used)
    oldest = redis.call('LINDEX', log, 0)
  end
  if want > limit - used then
    want = math.max(limit - used, 0)
    -- Without a reported start the open grants of others decide; look again shortly.
    wait = oldest and tonumber(string.match(oldest, '^%d+')) + window + 1 - now or 20
  end
end

local taken, lanes = 0, {}
if redis.call('HGET', prefix .. 'meta', 'paused') == '1' then
  want, wait = 0, -1
end
for _, lane in ipairs(LANES) do
  if taken >= want then
    break
  end
  local key = prefix .. lane[2]
  local read = redis.pcall('XREADGROUP', 'GROUP', GROUP, consumer, 'COUNT', want - taken, 'STREAMS', key, '>')
  if read and read.err then
    -- A new queue, or Redis lost its data.
    redis.call('XGROUP', 'CREATE', key, GROUP, '0', 'MKSTREAM')
    read = redis.call('XREADGROUP', 'GROUP', GROUP, consumer, 'COUNT', want - taken, 'STREAMS', key, '>')
  end
  if read then
    lanes[#lanes + 1] = { lane[1], read[1][2] }
    taken = taken + #read[1][2]
  end
end

if limit > 0 and taken > 0 then
  redis.call('HINCRBY', limiter, 'used', taken)
  redis.call('HINCRBY', limiter, 'open:' .. consumer, taken)
end
local last = {}
if taken == 0 then
  for i, name in ipairs({ 'stream:rescued', 'stream:high', 'stream', 'stream:low', 'wake' }) do
    local info = redis.pcall('XINFO', 'STREAM', prefix .. name)
    last[i] = '0-0'
    for j = 1, #info, 2 do
      if info[j] == 'last-generated-id' then
        last[i] = info[j + 1]
      end
    end
  end
end
return { 1, wait, lanes, last }
