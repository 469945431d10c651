-- Gives the jobs of one consumer whose lease has lapsed to the others. A job that was redelivered too often (it may be
-- what kills its consumers) is failed for good instead; attempts are not used up.
-- KEYS: prefix
-- ARGV: clock, most jobs to move, most redeliveries of a job, how many failed jobs to keep
-- Returns: consumer ('' if none has lapsed), jobs given to others, jobs failed for good
-- include: clock, lanes, history
local prefix, most, redeliveries, keep = KEYS[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local now = clock(ARGV[1])
local consumers = prefix .. 'consumers'
local consumer = redis.call('ZRANGEBYSCORE', consumers, '-inf', '(' .. now, 'LIMIT', 0, 1)[1]
if not consumer then
  return { '', 0, 0 }
end
-- From here on nothing that it sends counts.
redis.call('ZADD', consumers, 0, consumer)

local rescued, buried = 0, 0
for _, lane in ipairs(LANES) do
  local pending = redis.pcall('XPENDING', prefix .. lane[2], GROUP, '-', '+', most - rescued - buried + 1, consumer)
  for _, item in ipairs(pending) do
    if rescued + buried == most then
      return { consumer, rescued, buried }
    end
    local id, job = remove_leased(prefix, lane[1] .. item[1])
    if id then
      local attempts, redelivered, rest = string.match(job, '^(%d+) (%d+)(.*)$')
      redelivered = tonumber(redelivered) + 1
      job = attempts .. ' ' .. redelivered .. rest
      if redelivered > redeliveries then
        bury(prefix, keep, id, job, 'its consumer died ' .. redelivered .. ' times while it ran', attempts)
        buried = buried + 1
      else
        add_to_lane(prefix, 'r', id, job)
        rescued = rescued + 1
      end
    end
  end
end
trim_failed(prefix, keep)

-- It holds nothing any more: forget it.
for _, lane in ipairs(LANES) do
  redis.pcall('XGROUP', 'DELCONSUMER', prefix .. lane[2], GROUP, consumer)
end
local open = tonumber(redis.call('HGET', prefix .. 'limiter', 'open:' .. consumer) or '0')
if open > 0 then
  -- They may have started at any moment until now.
  redis.call('RPUSH', prefix .. 'limiter:log', string.format('%.0f %d', now, open))
end
redis.call('HDEL', prefix .. 'limiter', 'open:' .. consumer)
redis.call('ZREM', consumers, consumer)
return { consumer, rescued, buried }
