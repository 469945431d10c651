-- Gives the jobs of one consumer whose lease has lapsed to the others. One that was redelivered before is a suspect: it may
-- be what kills its consumers. One that was too often is failed for good instead; attempts are not used up. One that was
-- to be cancelled is.
-- KEYS: prefix
-- ARGV: clock, most jobs to move, most redeliveries of a job, how many failed jobs to keep, how many finished ones
-- Returns: consumer ('' if none has lapsed), jobs given to others, jobs failed for good
-- include: clock, jobs, lanes, changes, limiter, keys, links, history
local prefix, most, redeliveries = KEYS[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local keep_failed, keep = tonumber(ARGV[4]), tonumber(ARGV[5])
local now = clock(ARGV[1])
local consumers = prefix .. 'consumers'
local consumer = redis.call('ZRANGEBYSCORE', consumers, '-inf', '(' .. now, 'LIMIT', 0, 1)[1]
if not consumer then
  return { '', 0, 0 }
end
-- From here on nothing that it sends counts.
redis.call('ZADD', consumers, 0, consumer)
-- What it was given may have started at any moment until now.
limiter_started(prefix, consumer, now, {})

local moved, rescued, buried, left = 0, 0, 0, false
for _, lane in ipairs(LANES) do
  local pending = redis.pcall('XPENDING', prefix .. lane[2], GROUP, '-', '+', most - moved + 1, consumer)
  for _, item in ipairs(pending) do
    if moved == most then
      left = true
      break
    end
    moved = moved + 1
    local id, job = remove_leased(prefix, lane[1] .. item[1])
    if id then
      local attempts, redelivered, rest = string.match(job, '^(%d+) (%d+)(.*)$')
      redelivered = tonumber(redelivered) + 1
      job = attempts .. ' ' .. redelivered .. rest
      local hash = prefix .. 'job:' .. id
      redis.call('HSET', hash, 'crash:' .. redelivered, string.format('%.0f ', now) .. consumer)
      local known = redis.call('HMGET', hash, 'links', 'cancel')
      local links = known[1] and cjson.decode(known[1])
      if known[2] then
        end_cancelled(prefix, now, keep, id, job, known[2], '0', consumer)
      elseif redelivered > redeliveries then
        bury(prefix, keep_failed, id, job, 'its consumer died ' .. redelivered .. ' times while it ran', attempts)
        buried = buried + 1
      else
        if links and links.key then
          free_slot(prefix, links.key, id)
        end
        make_ready(prefix, redelivered > 1 and 's' or 'r', id, job, links)
        changed('waiting', id)
        rescued = rescued + 1
      end
    end
  end
end
trim_failed(prefix, keep_failed)
let_others_start(prefix)
tell_changes(prefix)
if not left then
  -- It holds nothing any more: forget it.
  for _, lane in ipairs(LANES) do
    redis.pcall('XGROUP', 'DELCONSUMER', prefix .. lane[2], GROUP, consumer)
  end
  redis.call('DEL', prefix .. 'cancels:' .. consumer)
  redis.call('ZREM', consumers, consumer)
end
return { consumer, rescued, buried }
