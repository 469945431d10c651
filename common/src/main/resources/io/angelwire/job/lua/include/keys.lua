-- Jobs with a limit key wait in a line per key, not in a lane, so that a key that has reached its limits holds up nobody
-- else. Keys take turns. A job is admitted when it is taken: it moves to the lane `keyed` and is leased in one step.
--
-- key:<key>          sorted set: ids in line; score = lane's rank, then order of arrival
-- key:<key>:active   set: ids that were admitted and have not ended
-- keys:lined         sorted set: every key with somebody in line, by name
-- keys:ready         sorted set: keys whose turn comes, by turn
-- keys:resting       sorted set: keys whose rate limit is used up, by the ms at which to look again
-- meta: `turn`, `line`, `half` (counters: of keys' turns, of arrivals, of takes that give to both), `lined` (how many jobs are in lines)
local RANK = { s = 0, r = 1, h = 2, n = 3, k = 3, l = 4 }

-- Gives a key a turn, unless it has one or rests.
local function offer_turn(prefix, key)
  if not redis.call('ZSCORE', prefix .. 'keys:resting', key) and not redis.call('ZSCORE', prefix .. 'keys:ready', key) then
    redis.call('ZADD', prefix .. 'keys:ready', redis.call('HINCRBY', prefix .. 'meta', 'turn', 1), key)
    return true
  end
  return false
end

local function line_up(prefix, key, lane, id, job)
  local number = redis.call('HINCRBY', prefix .. 'meta', 'line', 1)
  redis.call('ZADD', prefix .. 'key:' .. key, RANK[lane] * 2 ^ 46 + number, id)
  put(prefix, id, 'q')
  redis.call('HSET', prefix .. 'job:' .. id, 'lane', lane, 'job', job)
  redis.call('HINCRBY', prefix .. 'meta', 'lined', 1)
  redis.call('ZADD', prefix .. 'keys:lined', 0, key)
  if offer_turn(prefix, key) then
    wake(prefix, 'keys')
  end
end

-- One of the key's jobs is not in line any more. Returns whether others are.
local function line_shortened(prefix, key)
  redis.call('HINCRBY', prefix .. 'meta', 'lined', -1)
  if redis.call('EXISTS', prefix .. 'key:' .. key) == 1 then
    return true
  end
  redis.call('ZREM', prefix .. 'keys:lined', key)
  return false
end

local function leave_line(prefix, key, id)
  if redis.call('ZREM', prefix .. 'key:' .. key, id) == 1 and not line_shortened(prefix, key) then
    redis.call('ZREM', prefix .. 'keys:ready', key)
    redis.call('ZREM', prefix .. 'keys:resting', key)
  end
end

-- A job that was admitted is not active any more: another one of its key may be.
local function free_slot(prefix, key, id)
  redis.call('SREM', prefix .. 'key:' .. key .. ':active', id)
  if redis.call('EXISTS', prefix .. 'key:' .. key) == 1 and offer_turn(prefix, key) then
    wake(prefix, 'keys')
  end
end

-- Moves up to `most` jobs from lines to the lane `keyed`, and one suspect at most, if there may be one, to its lane; limits
-- of 0 are none. Returns how many went to each, and whether there are keys that it has not looked at though it could have
-- moved more.
local function admit(prefix, consumer, now, most, rate, window, slots, suspects)
  for _, key in ipairs(redis.call('ZRANGEBYSCORE', prefix .. 'keys:resting', '-inf', now, 'LIMIT', 0, 100)) do
    redis.call('ZREM', prefix .. 'keys:resting', key)
    offer_turn(prefix, key)
  end
  local admitted, suspected, postponed = 0, 0, {}
  -- Bounded: keys that can't go are dropped from the turns, so that the next look finds others.
  for _ = 1, most + 100 do
    local turn = admitted + suspected < most and redis.call('ZPOPMIN', prefix .. 'keys:ready') or {}
    local key = turn[1]
    if not key then
      break
    end
    local line, active = prefix .. 'key:' .. key, prefix .. 'key:' .. key .. ':active'
    local free, again = 1, nil
    if rate > 0 then
      free, again = limiter_free(prefix, ':key:' .. key, now, rate, window)
    end
    if slots > 0 and redis.call('SCARD', active) >= slots then
      -- Its turn comes again when one of its jobs ends.
    elseif free < 1 then
      redis.call('ZADD', prefix .. 'keys:resting', again, key)
    else
      local id = redis.call('ZRANGE', line, 0, 0)[1]
      local waiting = id and redis.call('HMGET', prefix .. 'job:' .. id, 'lane', 'job')
      local suspect = id and waiting[1] == 's'
      if suspect and suspected == suspects then
        postponed[#postponed + 1] = turn
      elseif id then
        redis.call('ZREM', line, id)
        redis.call('HDEL', prefix .. 'job:' .. id, 'lane', 'job')
        add_to_lane(prefix, suspect and 's' or 'k', id, waiting[2])
        redis.call('SADD', active, id)
        if rate > 0 then
          limiter_grant(prefix, ':key:' .. key, consumer, 1)
        end
        if suspect then
          suspected = suspected + 1
        else
          admitted = admitted + 1
        end
        if line_shortened(prefix, key) then
          offer_turn(prefix, key)
        end
      end
    end
  end
  local more = admitted + suspected < most and redis.call('EXISTS', prefix .. 'keys:ready') == 1
  for _, turn in ipairs(postponed) do
    redis.call('ZADD', prefix .. 'keys:ready', turn[2], turn[1])
  end
  return admitted, suspected, more
end
