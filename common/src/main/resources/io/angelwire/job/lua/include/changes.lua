-- What a script has changed, told on the queue's channel `events` in one message while somebody listens (who does keeps
-- `watched` alive): a line per change, its fields divided by tabs: state, id, and what the state says more.
local changes, watched = {}, nil

local function watching()
  if watched == nil then
    watched = redis.call('EXISTS', KEYS[1] .. 'watched') == 1
  end
  return watched
end

local function changed(state, id, detail)
  if watching() then
    changes[#changes + 1] = detail and state .. '\t' .. id .. '\t' .. detail or state .. '\t' .. id
  end
end

local function tell_changes(prefix)
  if #changes > 0 then
    redis.call('PUBLISH', prefix .. 'events', table.concat(changes, '\n'))
  end
end
