// stores/realtime-store.ts
import { create } from 'zustand'
import { io, Socket } from 'socket.io-client'

interface RealTimeState {
  socket: Socket | null
  isConnected: boolean
  subscriptions: Set<string>

  // Actions
  connect: (token: string) => void
  disconnect: () => void
  subscribeToPitch: (pitchId: string) => void
  unsubscribeFromPitch: (pitchId: string) => void
  emit: (event: string, data: any) => void
}

export const useRealTimeStore = create<RealTimeState>((set, get) => ({
  socket: null,
  isConnected: false,
  subscriptions: new Set(),

  connect: (token: string) => {
    const socket = io(process.env.NEXT_PUBLIC_WS_URL!, {
      auth: { token }
    })

    socket.on('connect', () => {
      set({ isConnected: true, socket })
    })

    socket.on('disconnect', () => {
      set({ isConnected: false, socket: null })
    })

    // Handle real-time events
    socket.on('new_message', (data) => {
      // Update messages store
      useMessageStore.getState().addMessage(data.message)
    })

    socket.on('investment_update', (data) => {
      // Update investments store
      useInvestmentStore.getState().updateInvestment(data.investment)
    })

    socket.on('notification', (data) => {
      // Update notifications store
      useNotificationStore.getState().addNotification(data.notification)
    })
  },

  disconnect: () => {
    const { socket } = get()
    socket?.disconnect()
    set({ socket: null, isConnected: false, subscriptions: new Set() })
  },

  subscribeToPitch: (pitchId: string) => {
    const { socket, subscriptions } = get()
    if (socket && !subscriptions.has(pitchId)) {
      socket.emit('subscribe_to_pitch', pitchId)
      subscriptions.add(pitchId)
      set({ subscriptions: new Set(subscriptions) })
    }
  },

  unsubscribeFromPitch: (pitchId: string) => {
    const { socket, subscriptions } = get()
    if (socket && subscriptions.has(pitchId)) {
      socket.emit('unsubscribe_from_pitch', pitchId)
      subscriptions.delete(pitchId)
      set({ subscriptions: new Set(subscriptions) })
    }
  },

  emit: (event: string, data: any) => {
    const { socket } = get()
    socket?.emit(event, data)
  }
}))
