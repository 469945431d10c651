-- A rate limit over any sliding window, for the whole queue (name '') or for one key (':key:<key>').
--
-- The limit holds for the moments at which handlers start, not for the moments at which a script grants: a grant stays
-- open until the consumer's next call says that the handler has started, and only from then does its window run.
-- `limiter<name>` counts in `used` the grants that are open or within the window, `limiter<name>:log` lists the latter
-- as "<ms> <count>", `open:<consumer>` counts a consumer's open grants by name.

-- How many grants are free, and if none is, the ms at which to look again.
local function limiter_free(prefix, name, now, limit, window)
  local hash, log = prefix .. 'limiter' .. name, prefix .. 'limiter' .. name .. ':log'
  local used = tonumber(redis.call('HGET', hash, 'used') or '0')
  local oldest = redis.call('LINDEX', log, 0)
  while oldest do
    local at, count = string.match(oldest, '^(%d+) (%d+)$')
    -- Times are cut to whole ms: only past the full window is the start surely outside.
    if tonumber(at) + window >= now then
      break
    end
    redis.call('LPOP', log)
    used = math.max(used - tonumber(count), 0)
    redis.call('HSET', hash, 'used', used)
    oldest = redis.call('LINDEX', log, 0)
  end
  -- Without a reported start the open grants of others decide; look again shortly.
  return math.max(limit - used, 0), oldest and tonumber(string.match(oldest, '^%d+')) + window + 1 or now + 20
end

local function limiter_grant(prefix, name, consumer, count)
  redis.call('HINCRBY', prefix .. 'limiter' .. name, 'used', count)
  redis.call('HINCRBY', prefix .. 'open:' .. consumer, name, count)
end

-- Of a consumer's open grants all but `unstarted` (by name) have started by now.
local function limiter_started(prefix, consumer, now, unstarted)
  local open = redis.call('HGETALL', prefix .. 'open:' .. consumer)
  for i = 1, #open, 2 do
    local name, count, left = open[i], tonumber(open[i + 1]), unstarted[open[i]] or 0
    if count > left then
      local log = prefix .. 'limiter' .. name .. ':log'
      redis.call('RPUSH', log, string.format('%.0f %d', now, count - left))
      if name ~= '' then
        -- Keys come and go. Nothing is forgotten that could still count: no window is that long.
        redis.call('PEXPIRE', log, 90000000)
        redis.call('PEXPIRE', prefix .. 'limiter' .. name, 90000000)
      end
      if left == 0 then
        redis.call('HDEL', prefix .. 'open:' .. consumer, name)
      else
        redis.call('HSET', prefix .. 'open:' .. consumer, name, left)
      end
    end
  end
end
