-- Takes a job that nobody runs out of wherever it waits: a lane, a key's line, the delayed set, the parents. Returns its
-- content; nil if it runs, has ended, or is unknown. Its details stay, and it is still known.
local function take_out(prefix, id)
  local at, ending = find(prefix, id)
  if not at or ending then
    return nil
  end
  if at == 'd' then
    redis.call('ZREM', prefix .. 'delayed', id)
  elseif at == 'w' then
    redis.call('ZREM', prefix .. 'parents', id)
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
  return redis.call('HGET', prefix .. 'job:' .. id, 'job')
end
