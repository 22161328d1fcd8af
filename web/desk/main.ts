import { createApp } from "vue";
import App from "./App.vue";
import "./desk.css";
import "./meeting.css";

createApp(App).mount("#app");
