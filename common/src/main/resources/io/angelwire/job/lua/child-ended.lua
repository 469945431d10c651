-- Tells a waiting parent that one of its children has ended. Telling it again changes nothing.
-- KEYS: prefix
-- ARGV: clock, then per notice: parent's id, child ("<queue>/<id>"), outcome, result,
--   what the parent does if the child failed (fail, ignore, run)
-- Returns: how many notices meant anything
-- include: clock, jobs, lanes, changes, keys, links, history
local prefix = KEYS[1]
local now = clock(ARGV[1])
local counted = 0
local function begin(id, hash)
  local fields = redis.call('HMGET', hash, 'lane', 'job', 'links', 'delay')
  redis.call('HDEL', hash, 'lane', 'job', 'delay')
  redis.call('ZREM', prefix .. 'parents', id)
  if tonumber(fields[4]) > 0 then
    add_to_delayed(prefix, now + tonumber(fields[4]), fields[1], id, fields[2])
    changed('delayed', id)
  else
    make_ready(prefix, fields[1], id, fields[2], fields[3] and cjson.decode(fields[3]))
    changed('waiting', id)
  end
end
for i = 2, #ARGV, 5 do
  local id, child, outcome, result, policy = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], ARGV[i + 4]
  local hash = prefix .. 'job:' .. id
  if redis.call('HGET', hash, 'child:' .. child) == '' then
    counted = counted + 1
    redis.call('HSET', hash, 'child:' .. child, outcome .. ' ' .. result)
    local pending = redis.call('HINCRBY', hash, 'pending', -1)
    -- It may have ended already: failed because of another child, or cancelled.
    if find(prefix, id) == 'w' then
      if outcome ~= 'completed' and policy == 'fail' then
        redis.call('ZREM', prefix .. 'parents', id)
        -- Remembered at least until the queue's own consumers trim what has failed.
        bury(prefix, 1, id, redis.call('HGET', hash, 'job'), 'its child ' .. child .. ' ' .. outcome, '0')
      elseif pending == 0 or outcome ~= 'completed' and policy == 'run' then
        begin(id, hash)
      end
    end
  end
end
tell_changes(prefix)
return counted
