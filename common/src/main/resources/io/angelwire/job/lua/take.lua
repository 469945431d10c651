-- Leases waiting jobs to a consumer, lane by lane, within the queue's limits. Of suspects a consumer holds one at most.
-- KEYS: prefix
-- ARGV: clock, consumer, most jobs wanted, rate limit (0: none), rate window (ms), most active jobs of the queue (0: any
--   number), rate limit of a key, its window (ms), most active jobs of a key, whether it reads the lane of normal priority
--   by itself if it may (1 or 0), jobs taken earlier and not started, then per key of such jobs: key, how many
-- Returns: code (1, or -1 lease lost), ms to wait (-1: until woken), {lane's letter, entries} per lane that gave some,
--   the ids in the lanes and in `wake` behind which news would matter (none when jobs were taken, or only time helps),
--   ms until the next delayed job is due (-1: none is delayed), how many jobs the consumer may read from the lane of
--   normal priority: a read in here costs four times as much, since its entries pass through Lua
-- include: clock, lease, jobs, lanes, changes, limiter, keys
local prefix, consumer, want = KEYS[1], ARGV[2], tonumber(ARGV[3])
local now = clock(ARGV[1])
if not holds_lease(prefix, consumer) then
  return { LEASE_LOST, -1, {}, {}, -1, 0 }
end

-- What was set while the queue runs goes before what the consumer was started with.
local meta = redis.call('HMGET', prefix .. 'meta', 'paused', 'lined', 'rate-limit', 'rate-window', 'global-concurrency',
  'key-rate-limit', 'key-rate-window', 'key-concurrency')
local rate, window = tonumber(meta[3] or ARGV[4]), tonumber(meta[4] or ARGV[5])
local most_active = tonumber(meta[5] or ARGV[6])
local key_rate, key_window = tonumber(meta[6] or ARGV[7]), tonumber(meta[7] or ARGV[8])
local key_slots = tonumber(meta[8] or ARGV[9])

local unstarted = { [''] = tonumber(ARGV[11]) }
for i = 12, #ARGV, 2 do
  unstarted[':key:' .. ARGV[i]] = tonumber(ARGV[i + 1])
end
limiter_started(prefix, consumer, now, unstarted)

-- What could change the answer "nothing": more jobs in the lanes, only a wake-up, or only time.
local wait, news = -1, 'jobs'
if meta[1] == '1' then
  want, news = 0, 'wake'
end
if most_active > 0 and want > 0 then
  local active = 0
  for _, lane in ipairs(LANES) do
    active = active + (tonumber(redis.pcall('XPENDING', prefix .. lane[2], GROUP)[1]) or 0)
  end
  want = math.max(math.min(want, most_active - active), 0)
  if want == 0 then
    redis.call('HSET', prefix .. 'meta', 'full', 1)
    news = 'wake'
  end
end
if rate > 0 and want > 0 then
  local free, again = limiter_free(prefix, '', now, rate, window)
  want = math.min(want, free)
  if want == 0 then
    wait, news = again - now, 'time'
  end
end

local taken, lanes, suspects, unseen_keys = 0, {}, 1, false
local function read(letter, most)
  if most <= 0 then
    return 0
  end
  local key = prefix .. LANE[letter]
  local found = redis.pcall('XREADGROUP', 'GROUP', GROUP, consumer, 'COUNT', most, 'STREAMS', key, '>')
  if found and found.err then
    -- A new queue, or Redis lost its data.
    redis.call('XGROUP', 'CREATE', key, GROUP, '0', 'MKSTREAM')
    found = redis.call('XREADGROUP', 'GROUP', GROUP, consumer, 'COUNT', most, 'STREAMS', key, '>')
  end
  if not found then
    return 0
  end
  lanes[#lanes + 1] = { letter, found[1][2] }
  taken = taken + #found[1][2]
  return #found[1][2]
end
local function read_keyed(most)
  if most > 0 then
    local admitted, suspected, more = admit(prefix, consumer, now, most, key_rate, key_window, key_slots, suspects)
    unseen_keys = more
    suspects = suspects - read('s', suspected)
    read('k', admitted)
  end
end

read('r', want)
if want > taken and redis.call('EXISTS', prefix .. LANE.s) == 1 then
  if redis.pcall('XPENDING', prefix .. LANE.s, GROUP, '-', '+', 1, consumer)[1] then
    suspects = 0
  end
  suspects = suspects - read('s', suspects)
end
read('h', want - taken)
local lined = tonumber(meta[2] or '0') > 0
if lined and want > taken then
  -- Jobs with a key and jobs without take halves, beginning with either in turn.
  local half = math.ceil((want - taken) / 2)
  if redis.call('HINCRBY', prefix .. 'meta', 'half', 1) % 2 == 0 then
    read_keyed(half)
    read('n', want - taken)
  else
    read('n', half)
  end
  read_keyed(want - taken)
end
local granted = 0
if ARGV[10] == '1' and rate == 0 and most_active == 0 and not lined and not watching() then
  granted = want - taken
else
  read('n', want - taken)
  read('l', want - taken)
end

if rate > 0 and taken > 0 then
  limiter_grant(prefix, '', consumer, taken)
end
if taken > 0 and watching() then
  for _, lane in ipairs(lanes) do
    for _, entry in ipairs(lane[2]) do
      changed('active', entry[2][1], consumer)
    end
  end
end
local after = {}
if taken + granted == 0 and news ~= 'time' then
  for i, name in ipairs({ 'stream:rescued', 'stream:suspect', 'stream:high', 'stream:keyed', 'stream', 'stream:low', 'wake' }) do
    local looks = news == 'jobs' or name == 'wake'
    after[i] = looks and '0-0' or '18446744073709551615-18446744073709551615'
    local info = looks and redis.pcall('XINFO', 'STREAM', prefix .. name) or {}
    for j = 1, #info, 2 do
      if info[j] == 'last-generated-id' then
        after[i] = info[j + 1]
      end
    end
  end
end
if taken + granted == 0 and news == 'jobs' then
  local rested = redis.call('ZRANGE', prefix .. 'keys:resting', 0, 0, 'WITHSCORES')[2]
  wait = unseen_keys and 1 or rested and math.max(tonumber(rested) - now, 1) or -1
end
tell_changes(prefix)
local due = redis.call('ZRANGE', prefix .. 'delayed', 0, 0, 'WITHSCORES')[2]
return { 1, wait, lanes, after, due and math.max(tonumber(due) - now, 0) or -1, granted }
