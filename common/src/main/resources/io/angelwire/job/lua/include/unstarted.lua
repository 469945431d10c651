-- Takes a job that nobody runs out of wherever it waits: a lane, a key's line, the delayed set, the parents. Returns its
-- content; nil if it runs, has ended, or is unknown. Its hash stays.
local function take_out(prefix, id)
  local hash = prefix .. 'job:' .. id
  local known = redis.call('HMGET', hash, 'at', 'job', 'end')
  local at = known[1]
  if not at or known[3] then
    return nil
  end
  if at == 'd' then
    redis.call('ZREM', prefix .. 'delayed', id)
  elseif at == 'w' then
    redis.call('HINCRBY', prefix .. 'meta', 'parents', -1)
  elseif at == 'q' then
    leave_line(prefix, links_of(prefix, id).key, id)
  elseif LANE[string.sub(at, 1, 1)] then
    if holder_of(prefix, at) then
      return nil
    end
    local _, job = remove_entry(prefix, at)
    return job
  else
    return nil
  end
  return known[2]
end
