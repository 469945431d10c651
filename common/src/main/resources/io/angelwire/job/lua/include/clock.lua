-- The time in milliseconds: Redis's own, so that hosts with skewed clocks agree. Only a test passes another.
local function clock(given)
  if given ~= '' then
    return tonumber(given)
  end
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
